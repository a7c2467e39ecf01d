import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Settings } from '../../shared/model.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** Languages there is a catalog for, each with its own name. */
export const languages = { en: 'English', fr: 'Français' } as const

export const i18n = i18next.createInstance()
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, fr: { translation: fr } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
})

/**
 * The language to use: the one chosen, else the host's if there is a catalog for it, else English. Region and script of
 * the host's tag are kept (`fr-CA`), so that dates and numbers follow them.
 */
export function pickLanguage(setting: Settings['language'], host: string): string {
  const base = host.toLowerCase().split(/[-_]/)[0]
  const tag = host.replaceAll('_', '-')
  if (setting === 'system') return (base === 'en' || base === 'fr') && isTag(tag) ? tag : 'en'
  return base === setting && isTag(tag) ? tag : setting
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
