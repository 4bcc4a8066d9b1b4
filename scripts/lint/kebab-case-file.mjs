const kebabCase = /^[.]?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/

/**
 * File names are the table of contents of this repository: one style, and the same name on file systems
 * that do and do not tell upper from lower case.
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
