import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import './ui/tokens.css'
import './ui/base.css'
import { bridge } from './bridge/bridge.ts'
import { call } from './data/call.ts'
import { followEvents } from './data/events.ts'
import { networkOf, tellNetwork } from './data/network.ts'
import { queryClient } from './data/queryClient.ts'
import { i18n } from './i18n/i18n.ts'
import { App } from './shell/App.tsx'

// Before the first read, so that no change between the two is lost.
followEvents(queryClient, { onEvents: bridge.onEvents, readChat: chatId => call('chatGet', { chatId }) })
tellNetwork(networkOf(navigator), metered => call('networkTold', { metered }), bridge.onEvents)

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nextProvider i18n={i18n}>
        <App />
      </I18nextProvider>
    </QueryClientProvider>
  </StrictMode>,
)
