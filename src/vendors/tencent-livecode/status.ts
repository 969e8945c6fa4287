/** Live_Channel_SetStatus: cut the present push, later ones stay allowed. */
export const interrupt = 2;
