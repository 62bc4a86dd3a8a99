/** One thing the payer may do on a provider's page. */
export type Choice = { action: string; label: string; isMain?: boolean }

export type CheckoutPage = {
  /** Whose page it plays: Stripe, PayPal, Flutterwave. */
  provider: string
  /** The colour of its head. */
  colour: string
  what: string
  amount: string
  choices: Choice[]
  /** Said above the choices, such as that the card was declined. */
  note?: string
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

/**
 * The page a payer is sent to, in place of the provider's: what is paid, how much, and one button for each thing that may happen. A form
 * posts the choice to the page's own address.
 */
export function checkoutPage(page: CheckoutPage): Response {
  const buttons = page.choices
    .map(
      ({ action, label, isMain }) =>
        `<button name="action" value="${escaped(action)}" class="${isMain ? 'main' : ''}">${escaped(label)}</button>`,
    )
    .join('\n')
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escaped(page.provider)} checkout (sandbox)</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f5f7, #14161a) }
  main { width: min(24rem, calc(100vw - 2rem)); border-radius: 1rem; overflow: hidden; background: light-dark(#fff, #1f2329); box-shadow: 0 8px 30px #0003 }
  header { padding: 1rem 1.5rem; background: ${escaped(page.colour)}; color: #fff; font-weight: 650; display: flex; justify-content: space-between }
  header span { font-weight: 400 }
  section { padding: 1.5rem; display: grid; gap: .75rem }
  h1 { margin: 0; font-size: 2rem; line-height: 1.1 }
  p { margin: 0 } .note { color: light-dark(#b3261e, #ffb4ab); font-weight: 600 }
  form { display: grid; gap: .5rem; margin-top: .5rem }
  button { font: inherit; padding: .75rem; border-radius: .6rem; border: 1px solid light-dark(#c5cad3, #474d57); background: none; color: inherit; cursor: pointer }
  button.main { background: ${escaped(page.colour)}; border-color: transparent; color: #fff; font-weight: 650 }
  button:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px }
  small { opacity: .75 }
</style></head>
<body><main>
<header>${escaped(page.provider)} <span>sandbox</span></header>
<section><p>${escaped(page.what)}</p><h1>${escaped(page.amount)}</h1>
${page.note ? `<p class="note" role="alert">${escaped(page.note)}</p>` : ''}
<form method="post">${buttons}</form>
<small>No money moves here: each button plays what a payer may do.</small></section>
</main></body></html>`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(html, { headers })
}

/** Back to the shop, by GET. */
export const backTo = (url: string) => new Response(null, { status: 303, headers: { location: url } })
