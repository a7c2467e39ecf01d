/** A pulse that is this much late: the computer slept, or its clock was set. ms */
const SLEPT_MS = 30_000
const PULSE_MS = 5_000

/**
 * Calls back when the computer woke up (or its clock jumped, either way): what was planned for a time is to be done now.
 * @returns stops it
 */
export function onAwake(awake: () => void): () => void {
  let last = Date.now()
  const pulse = setInterval(() => {
    const late = Math.abs(Date.now() - last - PULSE_MS)
    last = Date.now()
    if (late > SLEPT_MS) awake()
  }, PULSE_MS)
  pulse.unref()
  return () => clearInterval(pulse)
}
