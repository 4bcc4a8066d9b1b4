/** Setup file of the window's unit tests: files that share a process share the document, so each one starts with an empty one. */
const { documentElement, head, body } = document
for (const element of [documentElement, body]) {
  for (const name of element.getAttributeNames()) element.removeAttribute(name)
}
head.replaceChildren()
body.replaceChildren()
localStorage.clear()
sessionStorage.clear()
