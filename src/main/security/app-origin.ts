/** Where the window's own page comes from: the app's own scheme, never a file and never the network. */
export const appOrigin = 'app://bundle'
export const pagePath = '/index.html'
export const appPage = `${appOrigin}${pagePath}`
