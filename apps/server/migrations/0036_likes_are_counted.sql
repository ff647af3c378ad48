ALTER TABLE "picture_likes" ADD CONSTRAINT "picture_likes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- Each statement that adds or removes likes counts them, also a deletion that cascades. The rows of the
-- counts are locked in the order of their ids, so that no two statements wait for each other.
create function count_added_likes() returns trigger language plpgsql as $$
begin
  insert into like_counts (picture_id, likes)
    select picture_id, count(*) from added group by picture_id order by picture_id
    on conflict (picture_id) do update set likes = like_counts.likes + excluded.likes;
  return null;
end $$;
--> statement-breakpoint
create function count_removed_likes() returns trigger language plpgsql as $$
begin
  perform from like_counts where picture_id in (select picture_id from removed) order by picture_id for update;
  with gone as (
    select picture_id, count(*)::int as likes from removed group by picture_id
  ), emptied as (
    delete from like_counts using gone where like_counts.picture_id = gone.picture_id and like_counts.likes <= gone.likes
  )
  update like_counts set likes = like_counts.likes - gone.likes
    from gone where like_counts.picture_id = gone.picture_id and like_counts.likes > gone.likes;
  return null;
end $$;
--> statement-breakpoint
create trigger picture_likes_added after insert on picture_likes
  referencing new table as added for each statement execute function count_added_likes();
--> statement-breakpoint
create trigger picture_likes_removed after delete on picture_likes
  referencing old table as removed for each statement execute function count_removed_likes();
--> statement-breakpoint
comment on table like_counts is 'derived: triggers write it anew when a backup is restored';
