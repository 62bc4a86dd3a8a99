import { directionOf, escapeHtml, ownDirection } from '../_shared/html.ts'
import type { Block, Letter, Link } from './letter.ts'

// The app's tokens (web/src/ui/tokens.css); mail programs know no variables, so light is inline and dark overrides by class.
const light = {
  canvas: '#f5f6f4',
  surface: '#ffffff',
  line: '#dfe3df',
  ink: '#13201d',
  soft: '#47544f',
  faint: '#5f6c67',
  accent: '#0b5f58',
  accentInk: '#ffffff',
}
const dark = {
  canvas: '#0d1312',
  surface: '#141b1a',
  line: '#2b3633',
  ink: '#edf2f0',
  soft: '#b2bfbb',
  faint: '#93a19d',
  accent: '#5cc8b8',
  accentInk: '#04211d',
}
const rules = [
  ['canvas', `background-color:${dark.canvas}`],
  ['card', `background-color:${dark.surface};border-color:${dark.line}`],
  ['ink', `color:${dark.ink}`],
  ['soft', `color:${dark.soft}`],
  ['faint', `color:${dark.faint}`],
  ['link', `color:${dark.accent}`],
  ['fill', `background-color:${dark.accent}`],
  ['on', `color:${dark.accentInk}`],
]
const important = (css: string) => css.replaceAll(/(;|$)/g, '!important$1')
const darkRules = rules.map(([name, css = '']) => `.${name}{${important(css)}}`).join('')
// Outlook.com and its apps mark their own dark mode with an attribute instead of the media query
const outlookRules = rules.map(([name, css = '']) => `[data-ogsc] .${name}{${important(css)}}`).join('')

const css = `:root{color-scheme:light dark;supported-color-schemes:light dark}body{margin:0;padding:0}a:focus-visible{outline:2px solid currentColor;outline-offset:2px}@media (prefers-color-scheme:dark){${darkRules}}${outlookRules}@media (max-width:480px){.card{padding:24px 20px!important}}`

const font =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',Helvetica,Arial,sans-serif"
const wrap = 'overflow-wrap:anywhere;word-break:break-word'
// nobody sees the preheader in the mail itself; the joiners keep the next words out of the list of mails
const hidden = 'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all'
const filler = '&#847;&zwnj;&nbsp;'.repeat(60)
const preheaderLength = 120

/** The letter as one HTML document. Everything in it that anybody wrote is escaped here. It loads nothing but the letter's own picture. */
export function htmlOf(letter: Letter): string {
  const { locale, brand, title, blocks, imageUrl, action, why, links, company } = letter
  const dir = directionOf(locale)
  const start = dir === 'rtl' ? 'right' : 'left'
  const own = ownDirection(title, dir)
  const language = `lang="${escapeHtml(locale)}" dir="${dir}"`
  return `<!doctype html>
<html ${language} xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body class="canvas" style="margin:0;padding:0;background-color:${light.canvas}">
<div style="${hidden}">${escapeHtml(preheader(blocks))}${filler}</div>
<div class="canvas" ${language} role="article" aria-label="${escapeHtml(title)}" style="background-color:${light.canvas};padding:24px 12px;${font}">
<!--[if mso]><table role="presentation" align="center" width="560"><tr><td><![endif]-->
<div style="max-width:560px;margin:0 auto;text-align:${start}">
<p class="link" style="margin:0 0 12px;padding:0 4px;font-size:15px;line-height:22px;font-weight:700;color:${light.accent};${wrap}">${foreign(brand)}</p>
<div class="card" style="background-color:${light.surface};border:1px solid ${light.line};border-radius:16px;padding:32px">
<h1 class="ink"${own ? ` dir="${own}"` : ''} style="margin:0 0 16px;font-size:24px;line-height:32px;font-weight:650;color:${light.ink};${wrap}">${escapeHtml(title)}</h1>
${blocks.map((block) => blockHtml(block, dir)).join('\n')}${imageUrl ? picture(imageUrl) : ''}${action ? button(action) : ''}
</div>
<div class="faint" style="padding:16px 4px 0;font-size:13px;line-height:20px;color:${light.faint};${wrap}">
<p style="margin:0 0 8px">${escapeHtml(why)}</p>
${links.length > 0 ? `<p style="margin:0 0 8px">${links.map(footLink).join(' &nbsp;&nbsp; ')}</p>` : ''}
${company ? `<p style="margin:0">${company.split('\n').map(foreign).join('<br>')}</p>` : ''}
</div>
</div>
<!--[if mso]></td></tr></table><![endif]-->
</div>
</body>
</html>
`
}

function blockHtml(block: Block, dir: 'ltr' | 'rtl'): string {
  const turned = (text: string) => {
    const own = ownDirection(text, dir)
    return own ? ` dir="${own}"` : ''
  }
  const style = `font-size:16px;line-height:25px;color:${light.ink};${wrap}`
  if (block.kind === 'paragraph')
    return `<p class="ink"${turned(block.lines.join(' '))} style="margin:0 0 16px;${style}">${block.lines.map(escapeHtml).join('<br>')}</p>`
  const items = block.items
    .map((item) => `<li style="margin:0 0 6px"><span${turned(item)}>${escapeHtml(item)}</span></li>`)
    .join('')
  return `<ul class="ink" style="margin:0 0 16px;padding-${dir === 'rtl' ? 'right' : 'left'}:22px;${style}">${items}</ul>`
}

// without words of its own: what it shows stands in the text beside it
const picture = (url: string) =>
  `\n<img src="${escapeHtml(url)}" alt="" width="494" style="display:block;width:100%;max-width:100%;height:auto;margin:0 0 16px;border:0;border-radius:10px">`

// a cell with a colour of its own, because Outlook paints no padding around a link
const button = ({ label, url }: Link) =>
  `\n<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0"><tr><td class="fill" bgcolor="${light.accent}" style="border-radius:10px;background-color:${light.accent}"><a class="on" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;font-size:16px;line-height:24px;font-weight:650;color:${light.accentInk};text-decoration:none;text-align:center;border-radius:10px;mso-padding-alt:0;${wrap}">${escapeHtml(label)}</a></td></tr></table>`

const footLink = ({ label, url }: Link) =>
  `<a class="soft" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 0;color:${light.soft};text-decoration:underline">${escapeHtml(label)}</a>`

// a name or address keeps its own direction inside words of the other
const foreign = (text: string) => `<span dir="auto">${escapeHtml(text)}</span>`

function preheader(blocks: Block[]): string {
  const words = blocks
    .flatMap((block) => (block.kind === 'list' ? block.items : block.lines))
    .join(' ')
    .slice(0, preheaderLength)
  return words.toWellFormed()
}
