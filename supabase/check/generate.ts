import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withDatabase } from './database.ts'
import { generatedFiles } from './generated.ts'
import { root } from './step.ts'

// the verb of `npm run generate`
await withDatabase(async (client, url) => {
  for (const [path, text] of Object.entries(await generatedFiles(client, url))) {
    writeFileSync(join(root, path), text)
    process.stdout.write(`${path}: ${text.split('\n').length - 1} lines\n`)
  }
})
