import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { root } from '../../check/step.ts'
import type { Benchmark, Comparison } from './comparison.ts'

const web = join(root, 'web')
const budgetKb = 130

/** Pages by what they consist of: each of these modules and all that it imports at once, but not what it fetches later. */
const pages: { id: string; what: string; modules: string[] }[] = [
  { id: 'P8', what: 'the list of orders', modules: ['app/shell.tsx', 'app/orders-layout.tsx'] },
  { id: 'P8b', what: 'signing in', modules: ['features/auth/sign-in-page.tsx'] },
]

/** P8: the JavaScript that stands between a person and the first page, gzipped. Built as it is shipped; nothing here varies by round. */
export const firstPage: Benchmark = async ({ log }) => {
  const built = await build({
    ...{ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'error' },
    // the service worker is written into the folder of the last build; this one writes none
    build: { write: false, outDir: join(root, '.cache/first-page') },
  })
  const { output } = built as Rolldown.RolldownOutput
  const chunks = output.filter((file) => file.type === 'chunk')
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))

  function withImports(names: Iterable<string>, seen = new Set<string>()): Set<string> {
    for (const name of names) {
      if (seen.has(name)) continue
      seen.add(name)
      withImports(byName.get(name)?.imports ?? [], seen)
    }
    return seen
  }

  const chunkOf = (module: string) => {
    const found = chunks.find(({ modules }) => Object.keys(modules).includes(join(web, 'src', module)))
    if (!found) throw new Error(`${module} is in no file of the build`)
    return found.fileName
  }
  const entry = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  return pages.map(({ id, what, modules }): Comparison => {
    const names = [...withImports([...entry, ...modules.map(chunkOf)])]
    const sizes = names.map((name) => gzipSync(byName.get(name)?.code ?? '').length)
    const kb = sizes.reduce((sum, size) => sum + size, 0) / 1000
    log(`${what}: ${kb.toFixed(1)} KB in ${names.length} files`)
    return {
      ...{ id, what: `JavaScript before ${what}, gzip`, unit: 'KB' },
      ...{ peer: `${budgetKb} KB`, goal: 1, isMoreBetter: false },
      ...{ ours: [kb], peers: [budgetKb] },
    }
  })
}
