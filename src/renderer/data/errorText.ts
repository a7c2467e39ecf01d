import type { TFunction } from 'i18next'
import type { ErrorCode } from '../../shared/model.ts'

/** An error in the user's words. Anything without a code counts as an internal error. */
export function errorText(error: unknown, t: TFunction): string {
  return t(`errors.${errorCode(error)}`)
}

/** The code that an error carries. */
export function errorCode(error: unknown): ErrorCode {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code as ErrorCode
  }
  return 'INTERNAL'
}
