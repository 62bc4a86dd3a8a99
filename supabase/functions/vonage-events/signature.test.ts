import { strictEqual } from 'node:assert/strict'
import { isSignedByVonage, signVonage } from './signature.ts'

const parameters = { b: '2', a: '1', timestamp: '1461605396' }

Deno.test("our signature is that of Vonage's own libraries", () => {
  // the vector of vonage-python-sdk's tests
  const sig = 'a321e824b9b816be7c3f28859a31749a098713d39f613c80d455bbaffae1cd24'
  strictEqual(signVonage('secret', parameters), sig)
  strictEqual(isSignedByVonage('secret', { ...parameters, sig }), true)
  strictEqual(isSignedByVonage('secret', { ...parameters, sig: sig.toUpperCase() }), true)
})

Deno.test('a stranger cannot move a value from one parameter into another', () => {
  const sig = signVonage('secret', { a: '1&b=2' })
  strictEqual(isSignedByVonage('secret', { a: '1', b: '2', sig }), false)
})

Deno.test('no signature, another secret, and a changed value are refused', () => {
  const sig = signVonage('secret', parameters)
  strictEqual(isSignedByVonage('secret', parameters), false)
  strictEqual(isSignedByVonage('secret', { ...parameters, sig: '' }), false)
  strictEqual(isSignedByVonage('other', { ...parameters, sig }), false)
  strictEqual(isSignedByVonage('secret', { ...parameters, a: '2', sig }), false)
  strictEqual(isSignedByVonage('secret', { ...parameters, c: '', sig }), false)
})
