import { useEffect } from 'react'
import type { Settings } from '../../shared/model.ts'
import { i18n, pickLanguage } from '../i18n/i18n.ts'

/** Puts language, writing direction and theme on the page. Null: not known yet. */
export function useAppearance(settings: Settings | null, hostLanguage: string | null): void {
  const theme = settings?.theme ?? 'system'
  const language = settings && hostLanguage !== null ? pickLanguage(settings.language, hostLanguage) : null

  useEffect(() => {
    const root = document.documentElement
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
  }, [theme])

  useEffect(() => {
    if (language === null) return
    void i18n.changeLanguage(language)
    document.documentElement.lang = language
    document.documentElement.dir = i18n.dir(language)
  }, [language])
}
