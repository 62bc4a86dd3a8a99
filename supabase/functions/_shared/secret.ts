import { createHash, timingSafeEqual } from 'node:crypto'
import { bytes } from './bytes.ts'

const digest = (text: string) => bytes(createHash('sha256').update(text).digest())

/** Compares in constant time; both are hashed first, because timingSafeEqual throws on unequal lengths and so tells them. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

/** The token of an `authorization: Bearer …` header, or nothing. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}
