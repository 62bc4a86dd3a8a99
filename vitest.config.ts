import { defineConfig } from 'vitest/config'

const tests = (name: string, include: string[], more: object = {}) => ({
  test: {
    ...{ name, include, testTimeout: 30_000, hookTimeout: 60_000 },
    // a second, the default, is too short for real sockets and processes on a busy machine
    expect: { poll: { timeout: 15_000 } },
    ...more,
  },
})

/** One project per kind of test; `npm test` runs them one after another, as two cores allow. */
export default defineConfig({
  test: {
    projects: [
      tests('web', ['web/src/**/*.test.{ts,tsx}']),
      tests(
        'stack',
        [
          'supabase/local/**/*.test.ts',
          'supabase/demo/*.test.ts',
          'supabase/tests/bench/*.test.ts',
          'supabase/tests/docs/*.test.ts',
        ],
        { maxWorkers: 2 },
      ),
      // against the stack that `npm test` brings up; they share its people, so one at a time
      tests('api', ['supabase/tests/api/**/*.test.ts'], { fileParallelism: false }),
      tests('faults', ['supabase/tests/faults/**/*.test.ts'], {
        fileParallelism: false,
        testTimeout: 60_000,
      }),
      tests('browser', ['web/tests/**/*.test.ts'], {
        fileParallelism: false,
        testTimeout: 60_000,
      }),
    ],
  },
})
