import { type ESTree, parseSync } from 'vite'
import { sources } from './sources.ts'
import type { Step } from './step.ts'

/** What a reader sees or hears, where it is written as an attribute, a property or the argument of a call. */
const spoken =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|alt|title|placeholder|label|legend|hint|detail|error)$/
const speakers = /^(useTitle|showToast)$/
/** The product's name is the same in every language. */
const isName = (text: string) => /^[^\p{L}]*(Orderline[^\p{L}]*)?$/u.test(text)
/** A key of a catalogue, such as muteForHour. */
const isKey = (text: string) => /^[a-z]+([A-Z][a-z]*)+$/.test(text)

type Node = ESTree.Node & Record<string, unknown>
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** The texts an expression may come to: through conditions and templates, not into calls, whose arguments may be keys. */
function textsOf(node: Node): { text: string; start: number }[] {
  if (node.type === 'Literal' && typeof node.value === 'string')
    return [{ text: node.value, start: node.start }]
  if (node.type === 'TemplateLiteral')
    return node.quasis.map(({ value, start }) => ({ text: value.cooked ?? '', start }))
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((one) => textsOf(one as Node))
  if (node.type === 'LogicalExpression') return [node.left, node.right].flatMap((one) => textsOf(one as Node))
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return [node.left, node.right].flatMap((one) => textsOf(one as Node))
  if (node.type === 'JSXExpressionContainer') return textsOf(node.expression as Node)
  return []
}

const nameOf = (node: unknown): string =>
  !isNode(node) ? '' : 'name' in node && typeof node.name === 'string' ? node.name : String(node.value ?? '')

function spokenTexts(node: Node, parent: Node | null): { text: string; start: number }[] {
  if (node.type === 'JSXText') return [{ text: node.value, start: node.start + node.value.search(/\S|$/) }]
  if (node.type === 'JSXExpressionContainer' && /^JSX(Element|Fragment)$/.test(parent?.type ?? ''))
    return textsOf(node.expression as Node)
  if (node.type === 'JSXAttribute' && spoken.test(nameOf(node.name)) && isNode(node.value))
    return textsOf(node.value)
  if (node.type === 'Property' && spoken.test(nameOf(node.key))) return textsOf(node.value as Node)
  if (node.type === 'CallExpression' && speakers.test(nameOf(node.callee)))
    return node.arguments.flatMap((one) => textsOf(one as Node))
  return []
}

/** Texts of a source file that stand outside a catalogue, as "line: text". */
export function looseTexts(path: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: Node, parent: Node | null) => {
    for (const { text, start } of spokenTexts(node, parent)) {
      if (isName(text) || isKey(text)) continue
      found.push(`${source.slice(0, start).split('\n').length}: ${text.trim().replace(/\s+/g, ' ')}`)
    }
    for (const child of childrenOf(node)) visit(child, node)
  }
  visit(parseSync(path, source).program as unknown as Node, null)
  return found
}

const appSources = () =>
  sources(/^web\/src\/.*\.tsx?$/).filter(
    ({ path }) =>
      !/\.test\.|fixture|\/a-notification\.ts$|\/words(-\w+)?\.ts$|\/words\/|\/service-worker\/|\/design\//.test(
        path,
      ),
  )

// one of each kind that a source may hide: when one is not found, the rule has gone blind
const sample =
  "<p title={`T` + n} aria-label='A'>X{is && 'Y'}</p>; showToast('S'); ({ label: is ? 'L' : '' })"

const words: Step = {
  name: 'every word of the app stands in words.ts',
  async run() {
    const files = appSources()
    if (files.length === 0 || looseTexts('sample.tsx', sample).length !== 6)
      return ['known words were not found: this check has gone blind']
    return files.flatMap(({ path, text }) => looseTexts(path, text).map((fault) => `${path}:${fault}`))
  },
}

const oneSided =
  /(?<![\w-])-?(?:[a-z-]+:)*-?(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr])|scroll-[mp][lr])-[\w./[\]-]+|(?<![\w-])(?:float|clear)-(?:left|right)(?![\w-])|(?<![\w-])border-[lr](?![\w-])/g

/**
 * Classes that name a side of the screen: they stay where they are when the page reads from right to left. Not text-left and
 * text-right: what people wrote in another script keeps the side of the page with them.
 */
export function sidesIn(source: string): string[] {
  return source.split('\n').flatMap((line, index) => {
    if (!/['"`]/.test(line) || /^\s*(\/\/|\*|\/\*)/.test(line)) return []
    return [...line.matchAll(oneSided)].map(([name]) => `${index + 1}: ${name}`)
  })
}

const sides: Step = {
  name: 'no class of the app names left or right (start and end turn with the language)',
  async run() {
    return appSources()
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) => sidesIn(text).map((fault) => `${path}:${fault}`))
  },
}

// shorter ones are words of the design system, which may meet by chance
const longStyle = 60

const twice: Step = {
  name: 'no screen styles itself twice: what two files need stands in ui/',
  async run() {
    const places = new Map<string, Set<string>>()
    for (const { path, text } of appSources().filter(({ path }) => path.endsWith('.tsx'))) {
      for (const [, style = ''] of text.matchAll(
        /["'`]([a-z][\w:./[\]()%,&*>_-]*(?: [\w:./[\]()%,&*>_-]+){3,})["'`]/g,
      ))
        if (style.length >= longStyle) places.set(style, (places.get(style) ?? new Set()).add(path))
    }
    return [...places]
      .filter(([, paths]) => paths.size > 1)
      .map(([style, paths]) => `${[...paths].join(' and ')}: ${style}`)
  },
}

export const wordRules = [words, sides, twice]
