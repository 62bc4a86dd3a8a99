import { describe, expect, it, vi } from 'vitest'

vi.stubEnv('VITE_SUPABASE_URL', 'https://project.test')
vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_x')
vi.stubEnv('VITE_VAPID_PUBLIC_KEY', 'BK')
const { withoutToken } = await import('./click-report.ts')

const token = 'AZLwwXpVSx6dPAD_ECAwQAAAAAAAAAAAAAAAAA'
const app = 'https://orderline.test'

describe('an address that a push opened', () => {
  it.each([
    [`/orders/1?via=${token}`, '/orders/1', token],
    [`/orders/1?chat=1&via=${token}#last`, '/orders/1?chat=1#last', token],
    [`/?via=${token}&via=${token}`, '/', token],
    ['/orders/1?via=short', '/orders/1', null],
    [`/orders/1?via=${token}/../x`, '/orders/1', null],
    ['/orders/1?chat=1', '/orders/1?chat=1', null],
  ])('%s becomes %s', (given, path, found) => {
    expect(withoutToken(app + given)).toEqual({ token: found, path })
  })
})
