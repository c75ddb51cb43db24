/** The largest number of pieces told to the outside: above it nobody learns how much there is. */
export const MOST_SHOWN = 6;
