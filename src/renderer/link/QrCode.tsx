import { useMemo } from 'react'
import { encode } from 'uqr'
import { useT } from '../i18n/useT.ts'
import css from './QrCode.module.css'

/** Light modules around the code, so that cameras find it. */
const QUIET = 4

/** A QR code, dark on light in either theme. */
export function QrCode({ text }: { text: string }) {
  const t = useT()
  const { path, size } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'L', border: QUIET })
    let path = ''
    data.forEach((row, y) => {
      row.forEach((dark, x) => {
        if (dark) path += `M${x} ${y}h1v1h-1z`
      })
    })
    return { path, size }
  }, [text])
  return (
    <svg role="img" aria-label={t('link.qr')} viewBox={`0 0 ${size} ${size}`} className={css.code}>
      <rect width={size} height={size} className={css.light} />
      <path d={path} className={css.dark} shapeRendering="crispEdges" />
    </svg>
  )
}
