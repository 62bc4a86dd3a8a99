import { parseEnv } from './env-values.ts'

export const env = parseEnv(import.meta.env)
