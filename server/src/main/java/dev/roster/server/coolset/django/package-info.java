/** How Django, Django REST Framework and django-filter read requests, to the letter. */
@NullMarked
package dev.roster.server.coolset.django;

import org.jspecify.annotations.NullMarked;
