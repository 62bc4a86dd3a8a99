import { useEffect, useRef, useState } from 'react'

/** The fields that are wrong, from the first try to save on; the first of them takes the focus, so that what is said is heard. */
export function useWrong<Field extends string>(judge: () => readonly Field[]) {
  const form = useRef<HTMLFormElement>(null)
  const [tries, setTries] = useState(0)
  const wrong = tries > 0 ? judge() : []
  useEffect(() => {
    if (tries === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus()
  }, [tries])
  return {
    form,
    isWrong: (field: Field) => wrong.includes(field),
    /** Whether all is right; where it is not, the fields say so. */
    check: (): boolean => {
      setTries((before) => before + 1)
      return judge().length === 0
    },
  }
}
