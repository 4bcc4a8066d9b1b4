const kebabCase = /^[.]?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/

/**
 * Requires file names in kebab-case, so that they look alike and do not differ only in case, which some file systems ignore.
 * @type {import('eslint').Rule.RuleModule}
 */
export const kebabCaseFile = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: 'Name this file in kebab-case, after the one thing it exports: {{ name }}' },
  },
  create: (context) => ({
    Program(node) {
      const name = context.filename.split(/[\\/]/).pop() ?? ''
      if (!kebabCase.test(name)) context.report({ node, messageId: 'name', data: { name } })
    },
  }),
}
