declare const permitBrand: unique symbol

/** Proof that `delete-asset.ts` built and verified a DELETE. Without one, no DELETE to an asset path is sent. */
export interface DeletePermit {
  readonly url: string
  readonly [permitBrand]: true
}

const issued = new WeakSet()

/** Only for `delete-asset.ts`, which `npm run check:arrows` enforces. */
export function issueDeletePermit(url: string): DeletePermit {
  const permit = Object.freeze({ url }) as DeletePermit
  issued.add(permit)
  return permit
}

/** Whether this permit was issued by this module for exactly this URL. */
export function isPermitted(permit: DeletePermit | undefined, url: string): boolean {
  return permit !== undefined && issued.has(permit) && permit.url === url
}
