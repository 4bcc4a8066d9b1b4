/** Origin of the window's page: the app's own scheme, never a file or the network. */
export const appOrigin = 'app://bundle'
export const pagePath = '/index.html'
export const appPage = `${appOrigin}${pagePath}`
