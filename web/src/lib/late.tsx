import { type ComponentType, lazy, useState } from 'react'

type Late<Props> = ComponentType<Props> & { fetch: () => Promise<unknown> }

/**
 * A component whose code is fetched when it is first shown, or before by `fetch`. What is here already is shown at once: what
 * React shows in the meantime it keeps for a third of a second, however short that is.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let here: ComponentType<Props> | undefined
  const fetch = async () => {
    here = await load()
    return { default: here }
  }
  const Fetched = lazy(fetch) as unknown as ComponentType<Props>
  return Object.assign(
    // biome-ignore lint/correctness/noComponentHookFactories: made once, where the module stands
    function Late(props: Props) {
      // chosen once: what came late stays what it is
      const [Shown] = useState(() => here ?? Fetched)
      return <Shown {...props} />
    },
    { fetch },
  )
}
