/**
 * Reads TAP as pgTAP prints it. Each fault is one failed test with what it found and what it wanted, a plan that was not
 * kept, or the error that ended the file.
 */
export function readTap(lines: string[], died?: Error): { passed: number; faults: string[] } {
  const faults: string[] = []
  let passed = 0
  let planned: number | undefined
  let ran = 0
  let failing = false
  for (const line of lines) {
    const plan = /^1\.\.(\d+)/.exec(line)
    const result = /^(not )?ok \d+(?: - (.*))?$/.exec(line)
    if (plan) planned = Number(plan[1])
    if (result) {
      ran += 1
      failing = result[1] !== undefined
      if (failing) faults.push(result[2] ?? `test ${ran}`)
      else passed += 1
    } else if (failing && /^#\s+(have|want|caught|wanted|died|Extra|Missing|Results)|^#\s{4,}\S/.test(line)) {
      faults[faults.length - 1] += `\n        ${line.replace(/^#\s*/, '')}`
    }
  }
  if (died) faults.push(`died after ${ran} tests: ${describe(died)}`)
  else if (planned !== ran) faults.push(`planned ${planned ?? 'nothing'} and ran ${ran} tests`)
  return { passed, faults }
}

function describe(error: Error & { code?: string; where?: string; hint?: string }): string {
  return [error.code, error.message, error.hint, error.where?.split('\n')[0]].filter(Boolean).join(' · ')
}
