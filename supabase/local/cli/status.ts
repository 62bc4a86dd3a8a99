import { parseArgs } from 'node:util'
import { stateDir } from '../config.ts'
import { findRunning } from '../state.ts'
import { report } from './report.ts'

const { values } = parseArgs({ options: { output: { type: 'string', short: 'o', default: 'text' } } })
const running = await findRunning(stateDir)

if (!['text', 'env', 'json'].includes(values.output)) {
  console.error('usage: npm run status -- [-o env|json]')
  process.exitCode = 1
} else if (!running) {
  console.error('Nothing runs here. npm start brings up stack and app, npm run stack the backend alone.')
  process.exitCode = 1
} else if (values.output === 'json') {
  console.log(JSON.stringify(running.env, null, 2))
} else if (values.output === 'env') {
  for (const [name, value] of Object.entries(running.env)) console.log(`${name}="${value}"`)
} else {
  console.log(`Orderline runs on the ${running.stack} stack (process ${running.pid}).`)
  console.log(report(running.env, true))
}
