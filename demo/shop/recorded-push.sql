DROP VIEW "public"."v_orders";
DROP TABLE "teams" CASCADE;
DROP TABLE "orders" CASCADE;
DROP TABLE "order_items" CASCADE;
DROP TABLE "payments" CASCADE;
ALTER TABLE "users" DROP COLUMN "legacy_name";
ALTER TABLE "users" DROP COLUMN "role";
DROP TYPE "public"."role";
