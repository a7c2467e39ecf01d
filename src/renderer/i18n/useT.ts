import { useTranslation } from 'react-i18next'

/** The words of the current language; keys are checked by the compiler. */
export function useT() {
  return useTranslation().t
}

/** The current language as a BCP 47 tag, for dates and numbers. */
export function useLanguage(): string {
  return useTranslation().i18n.language
}
