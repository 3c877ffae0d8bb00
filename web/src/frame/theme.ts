import { createTheme, Table } from '@mantine/core';

/**
 * One accent, system fonts, figures of equal width: columns of numbers line up. The same shade in light and dark: the
 * library chooses the colour of what stands on it by the light one.
 */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  components: {
    // What is wider than the page is moved by keys as well.
    TableScrollContainer: Table.ScrollContainer.extend({
      defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } },
    }),
  },
});
