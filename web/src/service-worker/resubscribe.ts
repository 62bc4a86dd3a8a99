type Change = {
  oldSubscription?: PushSubscription | null
  newSubscription?: PushSubscription | null
}

/**
 * After the browser dropped its subscription: makes a new one for the same key, unless the browser did. Registering it
 * needs the person's token, which only pages have, so they are told; without one the next start of the app does it.
 */
export async function resubscribe(
  { oldSubscription, newSubscription }: Change,
  push: Pick<PushManager, 'subscribe'>,
  tellPages: () => Promise<void>,
): Promise<void> {
  const applicationServerKey = oldSubscription?.options.applicationServerKey
  if (!newSubscription && applicationServerKey)
    await push.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(() => undefined)
  await tellPages()
}
