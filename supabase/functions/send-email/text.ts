import type { Block, Letter } from './letter.ts'

/** The letter for readers without HTML: the same words in the same order, links written out. */
export function textOf({ title, blocks, action, why, links, company }: Letter): string {
  const parts = [
    title,
    ...blocks.map(blockText),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    // the line that mail programs read as the end of what was said
    `-- \n${why}`,
    ...links.map(({ label, url }) => `${label}:\n${url}`),
    ...(company ? [company] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function blockText(block: Block): string {
  return block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.lines.join('\n')
}
