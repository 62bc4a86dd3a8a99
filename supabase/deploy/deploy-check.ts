import { parseArgs } from 'node:util'
import { checkConfig, type Finding } from '../send/check-config.ts'
import { openTarget } from '../send/target.ts'
import { checkApp, checkAuth, checkRealtime, checkRest } from './addresses.ts'
import { checkProject } from './project.ts'

// the verb of `npm run deploy:check`: asks a project everything it stands on, changes nothing and sends nothing
const { values } = parseArgs({ options: { json: { type: 'boolean' } } })

const signs = { good: '✓', bad: '✗', unset: '–' }

function show(findings: Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length))
  for (const { what, state, detail } of findings)
    console.log(`${signs[state]} ${what.padEnd(width)}  ${detail}`)
  const bad = findings.filter(({ state }) => state === 'bad').length
  const good = findings.filter(({ state }) => state === 'good').length
  console.log(`\n${good} in order, ${bad} to mend${bad > 0 ? ' (docs/deploy.md says how)' : ''}`)
}

try {
  const target = await openTarget()
  if (!values.json) console.log(`Orderline, ${target.name}\n`)
  const findings = (
    await Promise.all([
      checkProject(target),
      checkConfig(target),
      checkRest(target),
      checkAuth(target),
      checkRealtime(target),
      checkApp(target),
    ])
  ).flat()
  if (values.json) console.log(JSON.stringify(findings, null, 2))
  else show(findings)
  process.exit(findings.some(({ state }) => state === 'bad') ? 1 : 0)
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exit(1)
}
