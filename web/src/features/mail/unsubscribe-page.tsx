import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState, OfflineBanner } from '../../ui/states.tsx'
import { askUnsubscribe, type Said } from './unsubscribe-call.ts'
import { mailWords } from './words.ts'

/** Where the unsubscribe link of a mail leads when the function cannot serve a page itself (docs/email.md). */
export function UnsubscribePage() {
  const words = mailWords.use()
  const { token = '' } = useParams()
  const isOnline = useOnline()
  const asked = useQuery({
    queryKey: ['unsubscribe', token],
    queryFn: () => askUnsubscribe(token, 'get'),
    // what was done on another device is asked again, what is here is not done twice
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  })
  const change = useMutation({ mutationFn: () => askUnsubscribe(token, 'post') })
  const said = change.data ?? asked.data
  useTitle(said?.title ?? words.title)
  return (
    <main lang={said?.lang} dir={said?.dir} className="lone-page">
      {!isOnline && <OfflineBanner>{words.offline}</OfflineBanner>}
      {said ? (
        <Answer said={said} isBusy={change.isPending || asked.isFetching} onPress={press} />
      ) : asked.isError ? (
        <ErrorState title={words.failed} onRetry={() => void asked.refetch()} />
      ) : (
        <Waiting label={words.opening}>
          <div className="flex flex-col gap-6">
            <Skeleton className="h-5 w-24" />
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-13 w-full" />
          </div>
        </Waiting>
      )}
      {change.isError && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
          {words.unchanged}
        </p>
      )}
    </main>
  )

  function press() {
    if (said?.button?.method === 'get') void asked.refetch()
    else change.mutate()
  }
}

function Answer({ said, isBusy, onPress }: { said: Said; isBusy: boolean; onPress: () => void }) {
  const { brand, sentence, button, settings } = said
  return (
    <>
      <p className="font-semibold text-accent">{brand}</p>
      {/* around the heading: a role of its own would take the heading away from those who jump by them */}
      <div role={button ? undefined : 'status'}>
        <h1 className="text-24 wrap-anywhere">{sentence}</h1>
      </div>
      {button && (
        <Button size="large" isBusy={isBusy} onClick={onPress}>
          {button.label}
        </Button>
      )}
      <Link
        to={paths.settings}
        className="inline-flex min-h-11 items-center self-start font-medium text-accent underline-offset-4 hover:underline"
      >
        {settings}
      </Link>
    </>
  )
}
