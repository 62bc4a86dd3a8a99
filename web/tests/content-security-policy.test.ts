import { expect, test } from 'vitest'
import { headersFile, policy } from '../build/content-security-policy.ts'

const images = (VITE_IMAGE_ORIGINS: string) =>
  policy({ VITE_SUPABASE_URL: 'https://project.example', VITE_IMAGE_ORIGINS })
    .split('; ')
    .find((line) => line.startsWith('img-src'))

test('the page shows pictures of its own storage and of the origins an operator names', () => {
  expect(images('')).toBe("img-src 'self' blob: data: https://project.example")
  expect(images('https://cdn.example, https://*.pictures.example:8443')).toBe(
    "img-src 'self' blob: data: https://project.example https://cdn.example https://*.pictures.example:8443",
  )
})

test('a page with the policy runs nothing inline, takes no string for code, and sits in no frame', () => {
  const content = policy({ VITE_SUPABASE_URL: 'https://project.example' })
  expect(content).not.toMatch(/unsafe|\*/)
  expect(content).toContain("script-src 'self'")
  expect(content).toContain("require-trusted-types-for 'script'; trusted-types default")
  const file = headersFile(content)
  expect(file).toContain(`  content-security-policy: ${content}; frame-ancestors 'none'\n`)
  expect(file).toMatch(/^\/sw\.js\n {2}cache-control: no-cache$/m)
})

test('nothing else that stands in the setting gets into the policy', () => {
  expect(images("*; script-src 'unsafe-inline' http://plain.example https://a.example/path data:")).toBe(
    "img-src 'self' blob: data: https://project.example",
  )
})

test('a page reaches Twilio for the signalling of calls, or the one place an operator names instead', () => {
  const connects = (signalling?: string) =>
    /connect-src ([^;]*)/.exec(
      policy({ VITE_SUPABASE_URL: 'https://project.example', VITE_TWILIO_VIDEO_SIGNALING: signalling }),
    )?.[1]
  const own = "'self' https://project.example wss://project.example"
  expect(connects()).toBe(`${own} wss://global.vss.twilio.com`)
  expect(connects('')).toBe(`${own} wss://global.vss.twilio.com`)
  expect(connects('wss://de1.vss.twilio.com/signaling')).toBe(`${own} wss://de1.vss.twilio.com`)
  expect(connects("wss://evil.example; script-src 'unsafe-inline'")).toBe(`${own} wss://evil.example`)
})
