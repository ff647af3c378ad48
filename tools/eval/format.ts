/** Millionths of a dollar, as readable text. */
export function formatUsd(microUsd: number): string {
  const usd = microUsd / 1_000_000
  return `$${usd === 0 ? '0' : usd.toFixed(usd < 0.1 ? 5 : 2)}`
}

export function formatMs(ms: number | null): string {
  if (ms === null) return '–'
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}

export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–'
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} KB`
}

export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(0)} %`
}
