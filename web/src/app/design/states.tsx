import { Package } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, FailedLine, OfflineBanner } from '../../ui/states.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Specimen, State } from './specimen.tsx'

const nothing = () => undefined

/** What every list and panel has besides the real thing. */
export function States() {
  return (
    <>
      <Specimen name="Waiting (after 150 ms, in the final shape)">
        <div className="w-full max-w-md rounded-card border border-line bg-surface p-4">
          <Waiting label="Loading orders">
            <div className="flex items-center gap-3">
              <Skeleton className="size-10 rounded-full" />
              <div className="flex flex-1 flex-col gap-2">
                <Skeleton className="h-5 w-2/3" />
                <Skeleton className="h-4 w-1/3" />
              </div>
            </div>
          </Waiting>
        </div>
      </Specimen>
      <Specimen name="Empty">
        <EmptyState
          icon={<Package size={20} aria-hidden />}
          title="No orders yet."
          action={<Button>Place an order</Button>}
        />
      </Specimen>
      <Specimen name="Failed">
        <State name="the whole">
          <ErrorState title="Orders did not load." detail="Check your connection." onRetry={nothing} />
        </State>
        <State name="a part of it">
          <FailedLine title="The position could not be loaded." onRetry={nothing} />
        </State>
      </Specimen>
      <Specimen name="Offline">
        <div className="w-full">
          <OfflineBanner>You are offline. What was loaded stays readable; the rest waits.</OfflineBanner>
        </div>
      </Specimen>
      <Specimen name="Toast">
        <Button look="secondary" onClick={() => showToast('Archived.')}>
          Say something
        </Button>
        <Button
          look="secondary"
          onClick={() => showToast('Archived.', { label: 'Undo', onPress: () => showToast('It is back.') })}
        >
          Say something with Undo
        </Button>
      </Specimen>
    </>
  )
}
