import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { serve } from './serve.ts'

const request = (method: string) => new Request('http://functions/any', { method })

Deno.test('a caller with another method is refused and told which ones are offered', async () => {
  const handle = serve(
    ['POST', 'DELETE'],
    () => new Response('done'),
    () => {},
  )
  const refusal = await handle(request('PUT'))
  strictEqual(refusal.status, 405)
  strictEqual(refusal.headers.get('allow'), 'POST, DELETE')
  strictEqual((await refusal.json()).code, 'method_not_allowed')
  strictEqual(await (await handle(request('POST'))).text(), 'done')
})

Deno.test('a caller never sees the cause of a surprise; the log does', async () => {
  const lines: string[] = []
  const handle = serve(
    ['POST'],
    () => Promise.reject(new Error('password is hunter2')),
    (line) => lines.push(line),
  )
  const answer = await handle(request('POST'))
  strictEqual(answer.status, 500)
  deepStrictEqual(await answer.json(), { code: 'internal', message: 'Something went wrong on our side.' })
  match(lines.join(), /hunter2/)
})
