import type { Queries } from '../database.ts'
import { AuthRefusal, invalid } from './refusal.ts'

/**
 * bcrypt by pgcrypto: what a seed's crypt() wrote can be checked, and the work is not done on the event loop that carries
 * everybody's messages. Its default cost of 6 is enough for a local stack.
 */
export function createPasswords(admin: Queries, minimumLength: number) {
  return {
    /** Throws weak_password or validation_failed. */
    async hash(password: unknown): Promise<string> {
      if (typeof password !== 'string' || password === '') throw invalid('Signup requires a valid password')
      if (Buffer.byteLength(password) > 72) throw invalid('Password cannot be longer than 72 characters')
      if (password.length < minimumLength) {
        throw new AuthRefusal(
          422,
          'weak_password',
          `Password should be at least ${minimumLength} characters.`,
          {
            weak_password: { reasons: ['length'] },
          },
        )
      }
      const row = await admin.row<{ hash: string }>(
        `select extensions.crypt($1, extensions.gen_salt('bf')) as hash`,
        [password],
      )
      return row?.hash ?? ''
    },
    async matches(password: string, hash: string | null): Promise<boolean> {
      // without a password of their own the time taken is the same
      const stored = hash?.startsWith('$2')
        ? hash
        : '$2a$06$0000000000000000000000000000000000000000000000000000.'
      const row = await admin.row<{ hash: string }>('select extensions.crypt($1, $2) as hash', [
        password,
        stored,
      ])
      return row?.hash === hash
    },
  }
}
export type Passwords = ReturnType<typeof createPasswords>
