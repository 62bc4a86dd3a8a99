import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import type { Env } from '../answer.ts'
import type { Log } from '../log.ts'

const folder = fileURLToPath(new URL('../page/', import.meta.url))
const font = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; " +
    "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}
// Its own policy, which a srcdoc frame cannot have: mail may style itself, and neither run, load nor submit anything.
const mailHeaders = {
  ...pageHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
}

/** The page at `/`, its files, its font, and each mail as a document of its own. */
export function pageRoutes(log: Log): Hono<Env> {
  const names = new Set(readdirSync(folder).filter((name) => extname(name) in types))
  const fontFile = createRequire(import.meta.url).resolve(font)
  const app = new Hono<Env>()
  const file = async (name: string) => {
    const headers = { ...pageHeaders, 'content-type': types[extname(name)] ?? 'application/octet-stream' }
    return new Response(await readFile(folder + name), { headers })
  }
  app.get('/', () => file('index.html'))
  app.get('/page/inter.woff2', async () => {
    const headers = { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' }
    return new Response(await readFile(fontFile), { headers })
  })
  app.get('/page/:name', (c) => (names.has(c.req.param('name')) ? file(c.req.param('name')) : c.notFound()))
  app.get('/mail/rendered/:id', (c) => {
    const entry = log.get(Number(c.req.param('id')))
    if (entry?.kind !== 'mail') return c.notFound()
    const html =
      entry.html ??
      `<pre style="white-space:pre-wrap;font:15px/1.5 system-ui">${escapeHtml(entry.text ?? '')}</pre>`
    // Links open beside the desk instead of inside the frame.
    const head =
      '<!doctype html><meta charset="utf-8"><base target="_blank"><meta name="viewport" content="width=device-width">'
    return new Response(head + html, { headers: mailHeaders })
  })
  return app
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
