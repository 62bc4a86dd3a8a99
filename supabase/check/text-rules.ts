import { errors } from '../functions/_shared/errors.ts'
import { read, sources } from './sources.ts'
import type { Step } from './step.ts'

/** Names the platform or the test runner gives; nobody sets them. */
const given = /^(SUPABASE_\w+|SB_\w+|DENO_\w+|CI|HOME|PATH|NODE_ENV|DEV|PROD|MODE|BASE_URL|SSR|NO_COLOR)$/

const settings: Step = {
  name: 'every setting the code reads stands in .env.example',
  async run() {
    const listed = new Set(
      [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]),
    )
    const readers =
      /(?:process\.env\.|import\.meta\.env\.|Deno\.env\.get\(['"]|env(?:ironment)?\.)([A-Z][A-Z0-9_]{2,})/g
    return sources(/^(supabase\/(functions|local|demo)|web\/src)\/.*\.(ts|tsx|mjs)$/)
      .filter(({ path }) => !/\.test\.|\/tests\//.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(readers)].map((match) => ({ path, name: match[1] as string })),
      )
      .filter(({ name }) => !given.test(name) && !listed.has(name) && !/^(APP_URL|SANDBOX_URL)$/.test(name))
      .map(({ path, name }) => `${path} reads ${name}, which .env.example does not list`)
  },
}

const dependencies: Step = {
  name: "the functions' dependencies are those of package.json",
  async run() {
    const wanted: Record<string, string> = JSON.parse(read('package.json')).dependencies
    return sources(/^supabase\/functions\/[^_][^/]*\/deno\.json$/).flatMap(({ path, text }) =>
      Object.values<string>(JSON.parse(text).imports ?? {})
        .map((target) => /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(target))
        .filter((match) => match !== null)
        .filter(([, name = '', version]) => wanted[name] !== version)
        .map(
          ([, name = '', version]) =>
            `${path} wants ${name} ${version}; package.json has ${wanted[name] ?? 'none'}`,
        ),
    )
  },
}

const codes: Step = {
  name: 'docs/errors.md lists every error code, and no other',
  async run() {
    const migrations = sources(/^supabase\/migrations\/.*\.sql$/)
    const sql = migrations.flatMap(({ text }) =>
      [...text.matchAll(/private\.refuse\(\d{3}, '([a-z_]+)'/g)].map((match) => match[1] as string),
    )
    const used = new Set([...sql, ...Object.keys(errors)])
    const documented = [...read('docs/errors.md').matchAll(/^\| `([a-z_]+)`/gm)].map(
      (match) => match[1] as string,
    )
    const functions = sources(/^supabase\/functions\/.*\.ts$/).filter(({ path }) => !path.includes('.test.'))
    // the page also lists reasons of points and deliveries: words of the sources that are no refusals
    const isKnown = (code: string) =>
      used.has(code) || [...migrations, ...functions].some(({ text }) => text.includes(`'${code}'`))
    return [
      ...[...used].filter((code) => !documented.includes(code)).map((code) => `docs/errors.md lacks ${code}`),
      ...documented
        .filter((code) => !isKnown(code))
        .map((code) => `docs/errors.md lists ${code}, which nothing says`),
      ...(sql.length > 0 ? [] : ['no error code was found in the migrations: this check has gone blind']),
    ]
  },
}

const direction: Step = {
  name: 'nothing of the product imports the stand-in',
  async run() {
    return sources(/^(supabase\/functions|web\/src)\/.*\.(ts|tsx)$/)
      .filter(({ text }) => /from ['"][^'"]*\/local\//.test(text))
      .map(({ path }) => `${path} imports from supabase/local`)
  },
}

const features: Step = {
  name: "no feature of the web app imports another's insides",
  async run() {
    return sources(/^web\/src\/(features|ui|lib)\/.*\.(ts|tsx)$/).flatMap(({ path, text }) => {
      const own = /^web\/src\/features\/([^/]+)/.exec(path)?.[1]
      return [...text.matchAll(/from ['"](\.[^'"]+)['"]/g)]
        .map((match) => new URL(match[1] as string, `file:///${path}`).pathname.slice(1))
        .filter((target) => {
          const other = /^web\/src\/features\/([^/]+)/.exec(target)?.[1]
          return (other !== undefined && other !== own) || target.startsWith('web/src/app/')
        })
        .map((target) => `${path} imports ${target}`)
    })
  },
}

export const textRules = [settings, dependencies, codes, direction, features]
