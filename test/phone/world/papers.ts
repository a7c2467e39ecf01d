/** Documents of one page, as PDF (ISO 32000-1): lines of plain text, and a bar code that no reader knows. */
import { Dice } from './dice.ts'

/** Points from the left and from the bottom where the first line stands, on a page of 420 × 595 (A5). */
const START = '40 540'

/** @param lines ASCII; the first one is the title */
export function paper(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line, index) => `/F1 ${index === 0 ? 20 : 12} Tf (${escaped(line)}) Tj 0 -26 Td`).join('\n')
  const content = `BT ${START} Td\n${shown}\nET\n${bars(lines.join())}`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** So many bars, in a strip of points at the foot of the page. */
const BARS = 80

function bars(seed: string): string {
  const dice = new Dice(seed)
  return Array.from({ length: BARS }, (_, index) => `${40 + index * 4.2} 60 ${dice.int(1, 3)} 70 re f`).join('\n')
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&')
}
