import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import * as v from 'valibot'
import { readJson, readText } from './body.ts'

const schema = v.object({ name: v.string() })
const post = (body: BodyInit) => new Request('http://functions/any', { method: 'POST', body })

Deno.test('a caller gets a body parsed to the schema, without what the schema does not name', async () => {
  deepStrictEqual((await readJson(post('{"name":"Ada","role":"staff"}'), schema)).value, { name: 'Ada' })
})

Deno.test('a caller with broken or different JSON is refused', async () => {
  for (const body of ['', '{', '[]', 'null', '{"name":1}']) {
    const { refusal } = await readJson(post(body), schema)
    strictEqual(refusal?.status, 422, body)
    match((await refusal?.text()) ?? '', /"invalid_body"/)
  }
})

Deno.test('a caller who streams without end is cut off at the limit', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(1000).fill(97))
    },
  })
  const { refusal } = await readText(post(endless), 5000)
  strictEqual(refusal?.status, 413)
  strictEqual(pulled < 10, true)
})

Deno.test('a caller may split a letter between two chunks', async () => {
  const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xa9])]
  const split = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(first)
      controller.enqueue(second)
      controller.close()
    },
  })
  strictEqual((await readText(post(split), 10)).value, 'é')
})
