import { unreadable } from './refusal.ts'

/** A SQL name, quoted. Throws PGRST100 for one that would end the SQL early. */
export function name(text: string): string {
  if (text.includes('\0')) throw unreadable('name', text)
  return `"${text.replaceAll('"', '""')}"`
}

export const qualified = (schema: string, table: string): string => `${name(schema)}.${name(table)}`

/** Collects parameters while SQL is put together; all are texts of unknown type, so the place decides the type. */
export class Statement {
  readonly parameters: string[] = []
  #aliases = 0

  parameter(value: string): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }

  alias(base: string): string {
    this.#aliases++
    return `${base}_${this.#aliases}`
  }
}
