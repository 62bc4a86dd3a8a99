import { notStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { type LinkPurpose, readLink, signLink } from './link.ts'

const secret = 'a secret of this test'
const id = '0192f0c1-7a55-4b1e-9d3c-00ff10203040'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

Deno.test('a link carries the id and the first twelve bytes of the signature, and nothing else', async () => {
  const token = await signLink(secret, id)
  const signature = createHmac('sha256', secret).update(`click:${id}`).digest().subarray(0, 12)
  strictEqual(token, `AZLwwXpVSx6dPAD_ECAwQA${signature.toString('base64url')}`)
  strictEqual(token.length, 38)
})

Deno.test('whoever follows a link of ours is told which delivery it is about', async () => {
  const purpose = fc.constantFrom<LinkPurpose>('click', 'unsubscribe')
  await fc.assert(
    fc.asyncProperty(fc.uuid(), purpose, fc.string({ minLength: 1 }), async (delivery, use, key) => {
      strictEqual(await readLink(key, await signLink(key, delivery, use), use), delivery)
      strictEqual(await readLink(key, await signLink(key, delivery.toUpperCase(), use), use), delivery)
    }),
    { numRuns: 50 },
  )
})

Deno.test('a stranger who changes one letter of a link opens nothing', async () => {
  const token = await signLink(secret, id)
  for (let place = 0; place < token.length; place++)
    for (const letter of letters.replace(token.charAt(place), ''))
      strictEqual(
        await readLink(secret, token.slice(0, place) + letter + token.slice(place + 1)),
        undefined,
        `letter ${place} changed to ${letter}`,
      )
})

Deno.test('a stranger who guesses opens nothing, whatever they send', async () => {
  const guesses = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...letters), { minLength: 38, maxLength: 38 }).map((guess) => guess.join('')),
  )
  await fc.assert(
    fc.asyncProperty(guesses, async (guess) => strictEqual(await readLink(secret, guess), undefined)),
    { numRuns: 300 },
  )
  const token = await signLink(secret, id)
  for (const other of [`${token}=`, `${token}A`, ` ${token}`, `${token}\n`, token.slice(1), ''])
    strictEqual(await readLink(secret, other), undefined, JSON.stringify(other))
})

Deno.test('a link for one purpose, or of another project, opens nothing', async () => {
  const token = await signLink(secret, id, 'click')
  strictEqual(await readLink(secret, token, 'unsubscribe'), undefined)
  strictEqual(await readLink('another secret', token, 'click'), undefined)
  notStrictEqual(await signLink(secret, id, 'unsubscribe'), token)
})

Deno.test('a developer cannot sign what is no id of a delivery', async () => {
  for (const wrong of ['', 'order:7', id.slice(1), `${id}0`, id.replaceAll('-', ''), id.replace('0', 'g')])
    await rejects(signLink(secret, wrong), TypeError, wrong)
})
