import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { answerKnocks } from './knock.ts'

function door(work: () => Promise<void>) {
  const running: Promise<void>[] = []
  const lines: string[] = []
  const handle = answerKnocks({
    secret: 'open-sesame',
    work,
    background: (promise) => running.push(promise),
    log: (line) => lines.push(line),
  })
  const knock = (headers: Record<string, string>, method = 'POST') =>
    handle(
      new Request('http://functions/send-sms', { method, headers, body: method === 'POST' ? '{}' : null }),
    )
  return { running, lines, knock }
}

Deno.test('the database is answered at once, while the work still runs', async () => {
  let finish = () => {}
  const { running, knock } = door(() => new Promise((resolve) => (finish = resolve)))
  const answer = await knock({ authorization: 'Bearer open-sesame' })
  strictEqual(answer.status, 202)
  strictEqual(running.length, 1)
  finish()
  await running[0]
})

Deno.test('the database is answered even when the work fails, and the log says why', async () => {
  const { running, lines, knock } = door(() => Promise.reject(new Error('no database')))
  strictEqual((await knock({ authorization: 'Bearer open-sesame' })).status, 202)
  await running[0]
  deepStrictEqual(lines, ['drain failed: Error: no database'])
})

Deno.test('a stranger with a wrong, empty or missing secret is refused and nothing runs', async () => {
  const { running, knock } = door(() => Promise.resolve())
  const strangers: Record<string, string>[] = [
    {},
    { authorization: 'Bearer ' },
    { authorization: 'Bearer no' },
    { authorization: 'open' },
  ]
  for (const headers of strangers) {
    const answer = await knock(headers)
    strictEqual(answer.status, 401)
    deepStrictEqual(await answer.json(), { code: 'not_allowed', message: 'You may not call this.' })
  }
  strictEqual((await knock({ authorization: 'Bearer no' }, 'GET')).status, 405)
  strictEqual(running.length, 0)
})
