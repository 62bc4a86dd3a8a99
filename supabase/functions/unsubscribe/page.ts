import { createHash } from 'node:crypto'
import { categoryName } from '../_shared/category-names.ts'
import { directionOf, escapeHtml } from '../_shared/html.ts'
import { chosenLocale, inLocale } from '../_shared/locale.ts'
import { pageWords } from './words.ts'

export type Subscription = {
  category: string
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

/** The same for whoever draws it: this page, or one of the app. */
export type Said = {
  lang: string
  dir: 'ltr' | 'rtl'
  title: string
  sentence: string
  button: { label: string; method: 'get' | 'post' } | null
  settings: string
}

export function saidBy(view: View): Said {
  const asked = 'subscription' in view ? view.subscription.locale : view.locale
  const lang = chosenLocale(pageWords, asked)
  const words = inLocale(pageWords, asked)
  return {
    lang,
    dir: directionOf(lang),
    title: words.title,
    sentence: 'subscription' in view ? words[view.view](nameOf(view.subscription)) : words[view.view],
    button:
      view.view === 'ask'
        ? { label: words.button, method: 'post' }
        : view.view === 'broken'
          ? { label: words.again, method: view.method }
          : null,
    settings: words.settings,
  }
}

// isolated, so that a name in another script does not turn the quotes around it
const nameOf = ({ category, label, locale }: Subscription) => {
  const name = categoryName(category, label, locale)
  return directionOf(locale) === 'rtl' ? `\u2068${name}\u2069` : name
}

export const statusOf = ({ view }: View): number => statuses[view]

/** A whole answer: works without scripts, and says nothing about whom the mail went to. */
export function pageOf(view: View, house: { brand: string; appUrl: string }): Response {
  const { lang, dir, title, sentence, button, settings } = saidBy(view)
  const html = `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · ${escapeHtml(house.brand)}</title>
<style>${css}</style>
</head>
<body>
<main>
<p class="from">${escapeHtml(house.brand)}</p>
<div${button ? '' : ' role="status"'}><h1>${escapeHtml(sentence)}</h1></div>
${button ? `<form method="${button.method}"><button>${escapeHtml(button.label)}</button></form>` : ''}
<a href="${escapeHtml(new URL('/settings', house.appUrl).href)}">${escapeHtml(settings)}</a>
</main>
</body>
</html>
`
  return new Response(html, {
    status: statusOf(view),
    headers: { ...privacy, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}

/** The token in the address must not travel on, and no answer is kept. */
export const privacy = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}
