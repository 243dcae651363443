/** A promise that somebody else settles. `Promise.withResolvers` is this, from Node 22 on. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>
  /** The first call settles; later ones do nothing. */
  readonly resolve: (value: Value | PromiseLike<Value>) => void
  readonly reject: (error: unknown) => void
}

export function deferred<Value = void>(): Deferred<Value> {
  let resolve: Deferred<Value>['resolve'] = () => undefined
  let reject: Deferred<Value>['reject'] = () => undefined
  const promise = new Promise<Value>((resolveIt, rejectIt) => {
    resolve = resolveIt
    reject = rejectIt
  })
  return { promise, resolve, reject }
}
