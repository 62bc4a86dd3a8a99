import { parseArgs } from 'node:util'
import { checkConfig, type Finding } from './check-config.ts'
import { sendMail, sendPush, sendSms } from './direct.ts'
import { isGood, type Line, tell, Wrong } from './event.ts'
import { openTarget } from './target.ts'

const usage = `npm run send -- --check-config
npm run send -- --user ada@example.com --event order.accepted [--data '{"order": {"number": "A1"}}']
npm run send -- --sms +447700900001 "text" [--provider vonage]
npm run send -- --mail ada@example.com "subject" "text" [--provider sendgrid]
npm run send -- --push ada@example.com "title" "text"

--user goes the product's way: notify(), consent, outbox, functions. The others hand one message to the shipped function past
all of that, to try a provider. --json prints JSON, --wait 30 waits so many seconds for the end (20). Exit code: 0 when
it was sent, or everything is in order; 1 when not; 2 for a mistake in the command.`

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'check-config': { type: 'boolean' },
        ...{
          sms: { type: 'string' },
          mail: { type: 'string' },
          push: { type: 'string' },
          user: { type: 'string' },
        },
        ...{ event: { type: 'string' }, data: { type: 'string' }, provider: { type: 'string' } },
        ...{ json: { type: 'boolean' }, wait: { type: 'string', default: '20' } },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. To specify')[0] : cause
    console.error(`${reason}.\n\n${usage}`)
    process.exit(2)
  }
})()
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const waitMs = Number(values.wait) * 1000

/** A word of the command that is needed here. */
function need(word: string | undefined, name: string): string {
  if (word === undefined || word.trim() === '') throw new Wrong(`The ${name} is missing.\n\n${usage}`)
  return word
}

function readData(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Wrong('--data is not JSON.')
  }
}

function show(findings: Finding[]): boolean {
  const signs = { good: '✓', bad: '✗', unset: '–' }
  const width = Math.max(...findings.map(({ what }) => what.length))
  for (const { what, state, detail } of findings)
    console.log(`${signs[state]} ${what.padEnd(width)}  ${detail}`)
  const bad = findings.filter(({ state }) => state === 'bad').length
  console.log(bad === 0 ? '\nEverything that sending needs is there.' : `\n${bad} to mend.`)
  return bad === 0
}

function showLines(lines: Line[]): boolean {
  for (const line of lines) {
    const cost = line.price && line.currency ? `${Math.abs(Number(line.price))} ${line.currency}` : undefined
    const about = line.is_estimate ? 'about ' : ''
    const facts = [
      line.reason && `reason ${line.reason}`,
      line.provider && `by ${line.provider}`,
      line.provider_message_id,
      line.segments && `${line.segments} segment${line.segments === 1 ? '' : 's'}`,
      line.channel === 'sms' &&
        line.state !== 'suppressed' &&
        `cost ${cost ? about + cost : 'not known yet'}`,
    ]
    console.log([line.channel.padEnd(9), line.state.padEnd(11), ...facts.filter(Boolean)].join('  '))
  }
  return isGood(lines)
}

async function run(): Promise<boolean> {
  const isModeNamed = ['check-config', 'user', 'sms', 'mail', 'push'].some((name) => name in values)
  if (!isModeNamed) throw new Wrong(usage)
  if (!(waitMs >= 0)) throw new Wrong('--wait is a number of seconds.')
  const target = await openTarget()
  if (!values.json) console.log(`Orderline, ${target.name}`)
  if (values['check-config']) {
    const findings = await checkConfig(target)
    if (!values.json) return show(findings)
    console.log(JSON.stringify(findings, null, 2))
    return !findings.some(({ state }) => state === 'bad')
  }
  const [first, second] = positionals
  let lines: Line[]
  if (values.user !== undefined) {
    const event = need(values.event, 'event (--event order.accepted)')
    const data = readData(values.data)
    lines = (await tell(target.databaseUrl, { email: values.user, event, ...(data ? { data } : {}), waitMs }))
      .lines
  } else if (values.sms !== undefined)
    lines = [await sendSms(target, values.sms, need(first, 'text'), values.provider ?? 'twilio', waitMs)]
  else if (values.mail !== undefined)
    lines = [
      await sendMail(
        target,
        values.mail,
        need(first, 'subject'),
        need(second, 'text'),
        values.provider ?? 'resend',
      ),
    ]
  else lines = await sendPush(target, values.push ?? '', need(first, 'title'), second ?? '')
  if (!values.json) return showLines(lines)
  console.log(JSON.stringify(lines, null, 2))
  return isGood(lines)
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exitCode = cause instanceof Wrong ? 2 : 1
}
