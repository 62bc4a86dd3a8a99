import { createHash } from 'node:crypto'
import { directionOf, escapeHtml } from '../_shared/html.ts'
import { chosenLocale, inLocale } from '../_shared/locale.ts'
import { pageWords } from './words.ts'

export type Subscription = {
  label: string
  is_critical: boolean
  is_enabled: boolean
  locale: string
}

/** What the page says: `ask` has the button, `broken` repeats the request it came from, the others tell how it stands. */
export type View =
  | { view: 'ask' | 'done' | 'already' | 'critical'; subscription: Subscription }
  | { view: 'invalid'; locale: string }
  | { view: 'broken'; locale: string; method: 'get' | 'post' }

const statuses = { ask: 200, done: 200, already: 200, critical: 200, invalid: 403, broken: 503 }

const css = `:root{color-scheme:light dark;--canvas:light-dark(#f5f6f4,#0d1312);--surface:light-dark(#fff,#141b1a);--line:light-dark(#dfe3df,#2b3633);--ink:light-dark(#13201d,#edf2f0);--soft:light-dark(#47544f,#b2bfbb);--accent:light-dark(#0b5f58,#5cc8b8);--on:light-dark(#fff,#04211d)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;background:var(--canvas);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{width:100%;max-width:480px;padding:32px 28px;background:var(--surface);border:1px solid var(--line);border-radius:16px;overflow-wrap:anywhere}
p{margin:0}.from{margin-bottom:20px;font-weight:700;font-size:15px;color:var(--accent)}h1{margin:0 0 24px;font-size:22px;line-height:1.35;font-weight:650}
button{min-height:48px;width:100%;padding:10px 24px;border:0;border-radius:10px;background:var(--accent);color:var(--on);font:inherit;font-weight:650;cursor:pointer}
a{display:inline-flex;align-items:center;min-height:44px;margin-top:12px;color:var(--soft)}button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}`
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** A whole answer: works without scripts, and says nothing about whom the mail went to. */
export function pageOf(view: View, house: { brand: string; appUrl: string }): Response {
  const asked = 'subscription' in view ? view.subscription.locale : view.locale
  const locale = chosenLocale(pageWords, asked)
  const words = inLocale(pageWords, asked)
  const sentence = 'subscription' in view ? words[view.view](view.subscription.label) : words[view.view]
  const html = `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.title)} · ${escapeHtml(house.brand)}</title>
<style>${css}</style>
</head>
<body>
<main>
<p class="from">${escapeHtml(house.brand)}</p>
<h1${view.view === 'ask' ? '' : ' role="status"'}>${escapeHtml(sentence)}</h1>
${view.view === 'ask' ? form('post', words.button) : view.view === 'broken' ? form(view.method, words.again) : ''}
<a href="${escapeHtml(new URL('/settings', house.appUrl).href)}">${escapeHtml(words.settings)}</a>
</main>
</body>
</html>
`
  return new Response(html, {
    status: statuses[view.view],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      // the token in the address must not travel on
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
  })
}

// without an action it asks the address it stands at, whatever gateway is in front
const form = (method: 'get' | 'post', label: string) =>
  `<form method="${method}"><button>${escapeHtml(label)}</button></form>`
