/** A page of a provider's, as plain as can be: a title, lines, and buttons that post a form to the page itself. */
export function paper(o: {
  title: string
  lines: string[]
  choices: { value: string; label: string }[]
}): Response {
  const buttons = o.choices
    .map(({ value, label }) => `<button name="outcome" value="${escaped(value)}">${escaped(label)}</button>`)
    .join('\n')
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(o.title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 16px }
  main { width: min(360px, 88vw); display: grid; gap: 12px }
  h1 { font-size: 20px; margin: 0 } p { margin: 0 }
  form { display: grid; gap: 8px; margin-top: 8px }
  button { min-height: 44px; border-radius: 10px; border: 1px solid; font: inherit }
</style>
<main>
  <h1>${escaped(o.title)}</h1>
  ${o.lines.map((line) => `<p>${escaped(line)}</p>`).join('\n  ')}
  <form method="post">${buttons}</form>
</main>
</html>`
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // a form's redirect leads back to the app, whose origin this page cannot know
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
