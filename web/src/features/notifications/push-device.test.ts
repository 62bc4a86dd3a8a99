import { describe, expect, it } from 'vitest'
import { isSameKey } from './push-device.ts'

const key = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U'
const bytesOf = (base64url: string) => Uint8Array.from(Buffer.from(base64url, 'base64url')).buffer

describe('the key a browser subscribed with', () => {
  it('is recognised, with or without padding', () => {
    expect(isSameKey(bytesOf(key), key)).toBe(true)
    expect(isSameKey(bytesOf(key), `${key}=`)).toBe(true)
  })

  it('is told from another, so that the browser subscribes anew', () => {
    const other = bytesOf(`BA${key.slice(2)}`)
    expect(isSameKey(other, key)).toBe(false)
    expect(isSameKey(null, key)).toBe(false)
  })
})
