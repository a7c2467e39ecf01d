/** Identifiers of people who do not exist. */
export interface Sender {
  /** Digits; null: never told. */
  pn: string | null
  lid: string | null
}

/** Numbers that nobody has: North American 555-0100 to 555-0199 of any area, then the French ranges for fiction. */
function number(n: number): string {
  const us = 80_000
  if (n < us) return `1${200 + Math.floor(n / 100)}55501${String(n % 100).padStart(2, '0')}`
  const french = ['19900', '26191', '35353', '46571', '53649', '63998']
  const rest = n - us
  return `33${french[Math.floor(rest / 10_000)]}${String(rest % 10_000).padStart(4, '0')}`
}

const FIRST_LID = 770_000_000_000

export const sender = (n: number): Sender => ({ pn: number(n), lid: String(FIRST_LID + n) })

/** The number that goes with a LID. */
export const numberOf = ({ lid }: Sender): string => number(Number(lid) - FIRST_LID)
