import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { read, sources } from './sources.ts'
import { root, type Step } from './step.ts'

const pages = () => sources(/\.md$/)

/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')

const links: Step = {
  name: 'every link of the docs leads to a page and a heading that are there',
  async run() {
    return pages().flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
        .map((match) => (match[1] ?? match[2]) as string)
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => {
          const [file = '', heading] = link.split('#')
          const target = file ? normalize(join(dirname(path), file)) : path
          if (!existsSync(join(root, target))) return true
          if (!heading) return false
          return ![...read(target).matchAll(/^#+ (.*)$/gm)].some(
            (match) => anchor(match[1] ?? '') === heading,
          )
        })
        .map((link) => `${path} links to ${link}, which is not there`),
    )
  },
}

const rows: Step = {
  name: 'no table of the docs answers the same question twice',
  async run() {
    return pages().flatMap(({ path, text }) => {
      let seen = new Set<string>()
      return text.split('\n').flatMap((line, index) => {
        if (!line.startsWith('|')) seen = new Set()
        const first = line.split('|')[1]?.trim() ?? ''
        // a plain word groups rows; a code word or a question is the key of one
        const isTwice = line.startsWith('|') && /[a-z].*[\s_`]|^`/.test(first) && seen.has(first)
        seen.add(first)
        return isTwice ? [`${path}:${index + 1} ${first} stands twice in one table`] : []
      })
    })
  },
}

export const docRules = [links, rows]
